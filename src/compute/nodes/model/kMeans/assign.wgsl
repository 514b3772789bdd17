// Assigns points to clusters: every row gets the centre nearest to it (squared Euclidean distance, the first of equals).
// Two times four rows an invocation against four centres a step, or eight (`wide`): they share the loads, which cost the most on software
// adapters (2.0 ms with four rows, 1.5 with eight: lavapipe, 10⁵ × 20, 8 centres). Also left behind: the distance of each row, and one
// partial per invocation of the inertia (Σ w · distance) and of the number of rows whose cluster changed.
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
  for (var q0 = p.first + (id.x + lanes - p.first % lanes) % lanes; q0 < p.end; q0 += 2u * lanes) {
    // Behind the end stand the first four rows again, and count nothing.
    let q1 = select(q0, q0 + lanes, q0 + lanes < p.end);
    let counted0 = 1.0;
    let counted1 = select(0.0, 1.0, q1 != q0);
//% for v in 0..2
    var nearest{{v}} = vec4f(3.4e38);
    var label{{v}} = vec4u(0);
//% end
    for (var g = 0u; g < p.groups; g += {{1 + wide}}u) {
//% for v in 0..2
//% for c in 0..4 + 4 * wide
      var s{{v}}_{{c}} = vec4f(0);
//% end
//% end
//% if wide
      // An odd last group stands beside itself.
      let h = min(g + 1u, p.groups - 1u);
//% end
      for (var j = 0u; j < p.cols; j++) {
        let column = j * p.blockQuads - p.blockFirst;
        let u0 = codes[column + q0];
        let u1 = codes[column + q1];
        let c0 = centers[g * p.cols + j];
//% if wide
        let c1 = centers[h * p.cols + j];
//% end
//% for v in 0..2
//% for c in 0..4 + 4 * wide
        s{{v}}_{{c}} += (u{{v}} - c{{c / 4}}[{{c % 4}}]) * (u{{v}} - c{{c / 4}}[{{c % 4}}]);
//% end
//% end
      }
//% for v in 0..2
//% for c in 0..4
      consider(s{{v}}_{{c}}, 4u * g + {{c}}u, &nearest{{v}}, &label{{v}});
//% end
//% if wide
//% for c in 0..4
      consider(s{{v}}_{{c + 4}}, 4u * h + {{c}}u, &nearest{{v}}, &label{{v}});
//% end
//% end
//% end
    }
//% for v in 0..2
    let inside{{v}} = select(vec4f(0), vec4f(counted{{v}}), vec4u(4u * q{{v}}) + vec4u(0, 1, 2, 3) < vec4u(p.rows));
    var w{{v}} = inside{{v}};
    if (p.weighted == 1u) { w{{v}} *= weights[q{{v}}]; }
    inertia += dot(w{{v}}, nearest{{v}});
    changed += dot(inside{{v}}, select(vec4f(0), vec4f(1), label{{v}} != labels[q{{v}}]));
    labels[q{{v}}] = label{{v}};
    distances[q{{v}}] = nearest{{v}};
//% end
  }
  if (p.fresh == 0u) {
    inertia += partials[id.x].x;
    changed += partials[id.x].y;
  }
  partials[id.x] = vec2f(inertia, changed);
}
