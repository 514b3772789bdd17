// out[offset + i] = alpha · from[row(i)] + beta for i < count, with row(i) = rows[start + i], or start + i when not indexed.
@group(0) @binding(0) var<storage, read> cells: array<f32>;
@group(0) @binding(1) var<storage, read> rows: array<u32>;
@group(0) @binding(2) var<storage, read_write> out: array<f32>;
struct Parameters { count: u32, start: u32, offset: u32, indexed: u32, alpha: f32, beta: f32 }
@group(0) @binding(3) var<uniform> p: Parameters;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let lanes = groups.x * 64u;
  for (var i = id.x; i < p.count; i += lanes) {
    var row = p.start + i;
    if (p.indexed == 1u) { row = rows[row]; }
    out[p.offset + i] = p.alpha * cells[row] + p.beta;
  }
}
