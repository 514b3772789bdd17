// Cross-entropy of rows of `size` logits with a class each, and its gradient; one invocation a row. Variants: quads whether rows are whole
// quads, graded whether there is a gradient, weighted whether there are weights. A class beyond the last leaves the row out.
//% if quads
@group(0) @binding({{slot_x}}) var<storage, read> x: array<vec4f>;
//% else
@group(0) @binding({{slot_x}}) var<storage, read> x: array<f32>;
//% end
@group(0) @binding({{slot_labels}}) var<storage, read> labels: array<u32>;
//% if weighted
@group(0) @binding({{slot_weights}}) var<storage, read> weights: array<f32>;
//% end
@group(0) @binding({{slot_loss}}) var<storage, read_write> loss: array<f32>;
//% if graded
//% if quads
@group(0) @binding({{slot_gradient}}) var<storage, read_write> gradient: array<vec4f>;
//% else
@group(0) @binding({{slot_gradient}}) var<storage, read_write> gradient: array<f32>;
//% end
//% end
struct Parameters { rows: u32, size: u32, scale: f32 }
@group(0) @binding({{last}}) var<uniform> p: Parameters;

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let row = (group.y * groups.x + group.x) * 64u + lane;
  if (row >= p.rows) { return; }
  let origin = row * p.size;
  let label = labels[row];
  let counts = label < p.size;
  let place = min(label, p.size - 1u);
  var weight = select(0.0, 1.0, counts);
  //% if weighted
  weight *= weights[row];
  //% end
  var top = vec4f(-0x1.fffffep127);
  for (var i = 0u; i < p.size; i += 4u) { top = max(top, load(origin, i)); }
  let largest = max(max(top.x, top.y), max(top.z, top.w));
  // The label's own term stays out of the sum: a loss near 0 keeps its digits, and so does the gradient at the label.
  var sum = vec4f();
  for (var i = 0u; i < p.size; i += 4u) {
    let e = exponential(load(origin, i) - largest);
    //% if graded
    store(origin, i, e);
    //% end
    sum += select(e, vec4f(0), vec4u(i) + vec4u(0, 1, 2, 3) == vec4u(place));
  }
  let others = (sum.x + sum.y) + (sum.z + sum.w);
  let own = at(origin, place) - largest;
  let e = exponential(vec4f(own)).x;
  loss[row] = select(0.0, weight * (logOnePlus(others + (e - 1.0)) - own), counts);
  //% if graded
  let share = weight * p.scale / (others + e);
  for (var i = 0u; i < p.size; i += 4u) {
    let v = share * stored(origin, i);
    store(origin, i, select(v, vec4f(-share * others), vec4u(i) + vec4u(0, 1, 2, 3) == vec4u(place)));
  }
  //% end
}

// ln (1 + e), by 2 artanh (e / (2 + e)) where 1 + e would lose digits.
fn logOnePlus(e: f32) -> f32 {
  let s = e / (2.0 + e);
  let z = s * s;
  let series = 2.0 * s * (1.0 + z * (1.0 / 3.0 + z * (0.2 + z * (1.0 / 7.0 + z * (1.0 / 9.0 + z * (1.0 / 11.0))))));
  return select(log(1.0 + e), series, e < 0.7);
}

fn at(origin: u32, i: u32) -> f32 {
  //% if quads
  return x[(origin + i) / 4u][i % 4u];
  //% else
  return x[origin + i];
  //% end
}

fn load(origin: u32, i: u32) -> vec4f {
  //% if quads
  return x[(origin + i) / 4u];
  //% else
  let at = origin + i;
  let v = vec4f(x[at], x[at + 1u], x[at + 2u], x[at + 3u]);
  return select(vec4f(-0x1.fffffep127), v, vec4u(i) + vec4u(0, 1, 2, 3) < vec4u(p.size));
  //% end
}
//% if graded

fn store(origin: u32, i: u32, v: vec4f) {
  //% if quads
  gradient[(origin + i) / 4u] = v;
  //% else
  for (var k = 0u; k < 4u && i + k < p.size; k++) { gradient[origin + i + k] = v[k]; }
  //% end
}

fn stored(origin: u32, i: u32) -> vec4f {
  //% if quads
  return gradient[(origin + i) / 4u];
  //% else
  let at = origin + i;
  return vec4f(gradient[at], gradient[at + 1u], gradient[at + 2u], gradient[at + 3u]);
  //% end
}
//% end
