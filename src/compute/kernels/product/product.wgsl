// With a = shiftA + da and b = shiftB + db, a·b − shiftA·shiftB = shiftA·db + shiftB·da + da·db: the product of two coded columns
// as its distance from the product of their shifts, so that large shifts do not cancel digits. Scaled by 1 / scale on the way out.
@group(0) @binding(0) var<storage, read> left: array<f32>;
@group(0) @binding(1) var<storage, read> right: array<f32>;
@group(0) @binding(2) var<storage, read_write> out: array<f32>;
struct Parameters { count: u32, leftOnly: f32, rightOnly: f32, both: f32 }
@group(0) @binding(3) var<uniform> p: Parameters;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let lanes = groups.x * 64u;
  for (var i = id.x; i < p.count; i += lanes) {
    let u = left[i];
    let v = right[i];
    out[i] = p.leftOnly * u + p.rightOnly * v + p.both * u * v;
  }
}
