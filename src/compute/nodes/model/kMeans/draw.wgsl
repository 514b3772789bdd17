// k-means++: draws candidate rows with probability in proportion to w · (squared distance to the nearest centre), one invocation
// per candidate: first the lane whose partial sum the draw falls into, then the row among the lane's rows.
@group(0) @binding(0) var<storage, read> partials: array<f32>;
@group(0) @binding(1) var<storage, read> distances: array<vec4f>;
@group(0) @binding(2) var<storage, read> weights: array<vec4f>;
@group(0) @binding(3) var<storage, read> uniforms: array<f32>;
@group(0) @binding(4) var<storage, read_write> drawn: array<u32>;
struct Parameters { lanes: u32, quads: u32, rows: u32, weighted: u32, candidates: u32, offset: u32 }
@group(0) @binding(5) var<uniform> p: Parameters;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= p.candidates) { return; }
  let u = uniforms[p.offset + id.x];
  var total = 0.0;
  for (var l = 0u; l < p.lanes; l++) { total += partials[l]; }
  // Where all rows stand on centres, any row is as good as another.
  var row = min(u32(u * f32(p.rows)), p.rows - 1u);
  var lane = p.lanes;
  var left = u * total;
  for (var l = 0u; l < p.lanes; l++) {
    let mass = partials[l];
    if (mass <= 0.0) { continue; }
    lane = l;
    if (left < mass) { break; }
    left -= mass;
  }
  if (lane < p.lanes) {
    var found = false;
    for (var q = lane; q < p.quads && !found; q += p.lanes) {
      var mass = select(vec4f(0), distances[q], vec4u(4u * q) + vec4u(0, 1, 2, 3) < vec4u(p.rows));
      if (p.weighted == 1u) { mass *= weights[q]; }
      for (var i = 0u; i < 4u; i++) {
        if (mass[i] <= 0.0) { continue; }
        row = 4u * q + i;
        found = left < mass[i];
        if (found) { break; }
        left -= mass[i];
      }
    }
  }
  drawn[id.x] = row;
}
