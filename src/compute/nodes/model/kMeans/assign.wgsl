// Assigns points to clusters: every row gets the centre nearest to it (squared Euclidean distance, the first of equals).
// Four rows an invocation against four centres a step. Also left behind: the distance of each row, and one partial per
// invocation of the inertia (Σ w · distance) and of the number of rows whose cluster changed.
@group(0) @binding(0) var<storage, read> codes: array<vec4f>;
// centers[group · cols + feature] = that feature of centres 4·group … 4·group + 3; those beyond the last stand far away.
@group(0) @binding(1) var<storage, read> centers: array<vec4f>;
@group(0) @binding(2) var<storage, read> weights: array<vec4f>;
// A run that has ended leaves everything as it is.
@group(0) @binding(3) var<storage, read> ended: array<u32>;
@group(0) @binding(4) var<storage, read_write> labels: array<vec4u>;
@group(0) @binding(5) var<storage, read_write> distances: array<vec4f>;
@group(0) @binding(6) var<storage, read_write> partials: array<vec2f>;
struct Parameters { blockQuads: u32, blockFirst: u32, first: u32, end: u32, rows: u32, weighted: u32, fresh: u32, cols: u32, groups: u32 }
@group(0) @binding(7) var<uniform> p: Parameters;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) size: vec3u) {
  if (ended[0] != 0u) { return; }
  let lanes = size.x * 64u;
  var inertia = 0.0;
  var changed = 0.0;
  for (var q = p.first + (id.x + lanes - p.first % lanes) % lanes; q < p.end; q += lanes) {
    var nearest = vec4f(3.4e38);
    var label = vec4u(0);
    for (var g = 0u; g < p.groups; g++) {
      var s0 = vec4f(0);
      var s1 = vec4f(0);
      var s2 = vec4f(0);
      var s3 = vec4f(0);
      for (var j = 0u; j < p.cols; j++) {
        let u = codes[j * p.blockQuads + q - p.blockFirst];
        let c = centers[g * p.cols + j];
        let d0 = u - c.x;
        let d1 = u - c.y;
        let d2 = u - c.z;
        let d3 = u - c.w;
        s0 += d0 * d0;
        s1 += d1 * d1;
        s2 += d2 * d2;
        s3 += d3 * d3;
      }
      label = select(label, vec4u(4u * g), s0 < nearest);
      nearest = min(nearest, s0);
      label = select(label, vec4u(4u * g + 1u), s1 < nearest);
      nearest = min(nearest, s1);
      label = select(label, vec4u(4u * g + 2u), s2 < nearest);
      nearest = min(nearest, s2);
      label = select(label, vec4u(4u * g + 3u), s3 < nearest);
      nearest = min(nearest, s3);
    }
    let inside = select(vec4f(0), vec4f(1), vec4u(4u * q) + vec4u(0, 1, 2, 3) < vec4u(p.rows));
    var w = inside;
    if (p.weighted == 1u) { w *= weights[q]; }
    inertia += dot(w, nearest);
    changed += dot(inside, select(vec4f(0), vec4f(1), label != labels[q]));
    labels[q] = label;
    distances[q] = nearest;
  }
  if (p.fresh == 0u) {
    inertia += partials[id.x].x;
    changed += partials[id.x].y;
  }
  partials[id.x] = vec2f(inertia, changed);
}
