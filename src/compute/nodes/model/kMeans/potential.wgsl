// k-means++: what the sum of squared distances to the nearest centre would be with each of some candidates added, one partial per
// invocation: partials[candidate · lanes + lane] = Σ w · min(nearest, distance to the candidate). With keep, the first candidate
// is a centre from now on, and distances become those to the nearest centre; with first, it is the first one.
@group(0) @binding(0) var<storage, read> codes: array<vec4f>;
@group(0) @binding(1) var<storage, read> candidates: array<vec4f>;
@group(0) @binding(2) var<storage, read> weights: array<vec4f>;
@group(0) @binding(3) var<storage, read_write> distances: array<vec4f>;
@group(0) @binding(4) var<storage, read_write> partials: array<f32>;
struct Parameters {
  blockQuads: u32, blockFirst: u32, first: u32, end: u32, rows: u32, weighted: u32, fresh: u32, cols: u32,
  candidates: u32, keep: u32, firstCenter: u32,
}
@group(0) @binding(5) var<uniform> p: Parameters;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) size: vec3u) {
  let lanes = size.x * 64u;
  let g = group.y;
  var sum = vec4f(0);
  for (var q = p.first + (id.x + lanes - p.first % lanes) % lanes; q < p.end; q += lanes) {
    var s0 = vec4f(0);
    var s1 = vec4f(0);
    var s2 = vec4f(0);
    var s3 = vec4f(0);
    if (p.candidates == 1u) {
      // One candidate alone takes a third of the time.
      for (var j = 0u; j < p.cols; j++) {
        let d = codes[j * p.blockQuads + q - p.blockFirst] - candidates[j].x;
        s0 += d * d;
      }
    } else {
      for (var j = 0u; j < p.cols; j++) {
        let u = codes[j * p.blockQuads + q - p.blockFirst];
        let c = candidates[g * p.cols + j];
        let d0 = u - c.x;
        let d1 = u - c.y;
        let d2 = u - c.z;
        let d3 = u - c.w;
        s0 += d0 * d0;
        s1 += d1 * d1;
        s2 += d2 * d2;
        s3 += d3 * d3;
      }
    }
    var w = select(vec4f(0), vec4f(1), vec4u(4u * q) + vec4u(0, 1, 2, 3) < vec4u(p.rows));
    if (p.weighted == 1u) { w *= weights[q]; }
    var nearest = distances[q];
    if (p.firstCenter == 1u) { nearest = vec4f(3.4e38); }
    sum += vec4f(dot(w, min(nearest, s0)), dot(w, min(nearest, s1)), dot(w, min(nearest, s2)), dot(w, min(nearest, s3)));
    if (p.keep == 1u) { distances[q] = min(nearest, s0); }
  }
  for (var i = 0u; i < 4u; i++) {
    if (4u * g + i >= p.candidates) { break; }
    let at = (4u * g + i) * lanes + id.x;
    partials[at] = sum[i] + select(partials[at], 0.0, p.fresh == 1u);
  }
}
