// Scores of one block of rows become probabilities, class by class. One score: classes 0 and 1, each by itself, so that the smaller
// keeps its digits. More: softmax.
@group(0) @binding(0) var<storage, read> scores: array<vec4f>;
@group(0) @binding(1) var<storage, read_write> out: array<vec4f>;
struct Parameters { quads: u32, outputs: u32 }
@group(0) @binding(2) var<uniform> p: Parameters;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  for (var q = id.x; q < p.quads; q += groups.x * 64u) {
    if (p.outputs == 1u) {
      let s = scores[q];
      let e = exp(-abs(s));
      let large = 1.0 / (1.0 + e);
      let small = e / (1.0 + e);
      out[q] = select(small, large, s < vec4f(0));
      out[p.quads + q] = select(large, small, s < vec4f(0));
      continue;
    }
    var top = vec4f(-3.4e38);
    for (var k = 0u; k < p.outputs; k++) { top = max(top, scores[k * p.quads + q]); }
    var sum = vec4f(0);
    for (var k = 0u; k < p.outputs; k++) { sum += exp(scores[k * p.quads + q] - top); }
    for (var k = 0u; k < p.outputs; k++) { out[k * p.quads + q] = exp(scores[k * p.quads + q] - top) / sum; }
  }
}
