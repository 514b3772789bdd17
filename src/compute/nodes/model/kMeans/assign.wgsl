// Assigns points to clusters: every row gets the centre nearest to it (squared Euclidean distance, the first of equals).
// Four rows an invocation against four centres a step, or eight. Also left behind: the distance of each row, and one partial per
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

// Eight centres a step, so that rows are loaded half as often.
override wide: bool = false;

// Takes a centre for the rows that it is nearer to than all before it; s = its squared distances.
fn consider(s: vec4f, center: u32, nearest: ptr<function, vec4f>, label: ptr<function, vec4u>) {
  *label = select(*label, vec4u(center), s < *nearest);
  *nearest = min(*nearest, s);
}

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) size: vec3u) {
  if (ended[0] != 0u) { return; }
  let lanes = size.x * 64u;
  var inertia = 0.0;
  var changed = 0.0;
  for (var q = p.first + (id.x + lanes - p.first % lanes) % lanes; q < p.end; q += lanes) {
    var nearest = vec4f(3.4e38);
    var label = vec4u(0);
    for (var g = 0u; g < p.groups; g += select(1u, 2u, wide)) {
      // An odd last group stands beside itself.
      let h = min(g + 1u, p.groups - 1u);
      var s0 = vec4f(0);
      var s1 = vec4f(0);
      var s2 = vec4f(0);
      var s3 = vec4f(0);
      var s4 = vec4f(0);
      var s5 = vec4f(0);
      var s6 = vec4f(0);
      var s7 = vec4f(0);
      for (var j = 0u; j < p.cols; j++) {
        let u = codes[j * p.blockQuads + q - p.blockFirst];
        let c = centers[g * p.cols + j];
        s0 += (u - c.x) * (u - c.x);
        s1 += (u - c.y) * (u - c.y);
        s2 += (u - c.z) * (u - c.z);
        s3 += (u - c.w) * (u - c.w);
        if (wide) {
          let e = centers[h * p.cols + j];
          s4 += (u - e.x) * (u - e.x);
          s5 += (u - e.y) * (u - e.y);
          s6 += (u - e.z) * (u - e.z);
          s7 += (u - e.w) * (u - e.w);
        }
      }
      consider(s0, 4u * g, &nearest, &label);
      consider(s1, 4u * g + 1u, &nearest, &label);
      consider(s2, 4u * g + 2u, &nearest, &label);
      consider(s3, 4u * g + 3u, &nearest, &label);
      if (wide) {
        consider(s4, 4u * h, &nearest, &label);
        consider(s5, 4u * h + 1u, &nearest, &label);
        consider(s6, 4u * h + 2u, &nearest, &label);
        consider(s7, 4u * h + 3u, &nearest, &label);
      }
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
