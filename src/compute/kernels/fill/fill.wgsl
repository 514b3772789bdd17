// out[i] = fill where the missing bit of row i is set, else cells[i]. With flag 1: out[i] = 1 where it is set, else 0.
@group(0) @binding(0) var<storage, read> cells: array<f32>;
@group(0) @binding(1) var<storage, read> mask: array<u32>;
@group(0) @binding(2) var<storage, read_write> out: array<f32>;
struct Parameters { count: u32, flag: u32, fill: f32 }
@group(0) @binding(3) var<uniform> p: Parameters;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let lanes = groups.x * 64u;
  for (var i = id.x; i < p.count; i += lanes) {
    let missing = ((mask[i >> 5u] >> (i & 31u)) & 1u) == 1u;
    let kept = select(cells[i], 0.0, p.flag == 1u);
    let put = select(p.fill, 1.0, p.flag == 1u);
    out[i] = select(kept, put, missing);
  }
}
