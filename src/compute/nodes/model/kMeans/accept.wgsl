// k-means++: the candidate that leaves the smallest potential becomes a centre, and the first candidate of the next pass.
@group(0) @binding(0) var<storage, read> partials: array<f32>;
@group(0) @binding(1) var<storage, read> candidates: array<f32>;
@group(0) @binding(2) var<storage, read_write> centers: array<f32>;
@group(0) @binding(3) var<storage, read_write> accepted: array<f32>;
struct Parameters { lanes: u32, candidates: u32, cols: u32, center: u32 }
@group(0) @binding(4) var<uniform> p: Parameters;

@compute @workgroup_size(64)
fn main(@builtin(local_invocation_index) lane: u32) {
  var best = 0u;
  var smallest = 3.4e38;
  for (var t = 0u; t < p.candidates; t++) {
    var potential = 0.0;
    for (var l = 0u; l < p.lanes; l++) { potential += partials[t * p.lanes + l]; }
    if (potential < smallest) {
      smallest = potential;
      best = t;
    }
  }
  for (var j = lane; j < p.cols; j += 64u) {
    let code = candidates[((best / 4u) * p.cols + j) * 4u + best % 4u];
    centers[((p.center / 4u) * p.cols + j) * 4u + p.center % 4u] = code;
    accepted[4u * j] = code;
  }
}
