// out[m] = Σ over the lanes of row m of the partials, one invocation a row; portions of 16 quads keep the rounding of long sums small.
@group(0) @binding(0) var<storage, read> partials: array<vec4f>;
@group(0) @binding(1) var<storage, read_write> out: array<f32>;
struct Parameters { rows: u32, quads: u32 }
@group(0) @binding(2) var<uniform> p: Parameters;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= p.rows) { return; }
  var sum = vec4f(0);
  for (var start = 0u; start < p.quads; start += 16u) {
    var portion = vec4f(0);
    for (var q = start; q < min(start + 16u, p.quads); q++) { portion += partials[id.x * p.quads + q]; }
    sum += portion;
  }
  out[id.x] = (sum.x + sum.y) + (sum.z + sum.w);
}
