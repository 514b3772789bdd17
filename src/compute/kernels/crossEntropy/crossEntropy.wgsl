// Cross-entropy of rows of `size` logits x with a class each, and its gradient (rows.ts). Variants: graded whether there is a gradient,
// weighted whether there are weights. A class beyond the last leaves the row out.
@group(0) @binding({{slot_labels}}) var<storage, read> labels: array<u32>;
//% if weighted
@group(0) @binding({{slot_weights}}) var<storage, read> weights: array<f32>;
//% end
@group(0) @binding({{slot_loss}}) var<storage, read_write> loss: array<f32>;
struct Parameters { rows: u32, size: u32, scale: f32 }
@group(0) @binding({{last}}) var<uniform> p: Parameters;

const lowest = -0x1.fffffep127;

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let row = rowOf(group.y * groups.x + group.x, lane);
  if (row >= p.rows) { return; }
  let origin = row * p.size;
  let first = firstOf(lane);
  let label = labels[row];
  let counts = label < p.size;
  let place = min(label, p.size - 1u);
  var weight = select(0.0, 1.0, counts);
  //% if weighted
  weight *= weights[row];
  //% end
  var top = vec4f(lowest);
  for (var i = first; i < p.size; i += rowStep) { top = max(top, load_x(origin, i, lowest)); }
  let largest = largestOfAll(max(max(top.x, top.y), max(top.z, top.w)), lane);
  // The label's own term stays out of the sum: a loss near 0 keeps its digits, and so does the gradient at the label.
  var sum = vec4f();
  for (var i = first; i < p.size; i += rowStep) {
    let e = exponential(load_x(origin, i, lowest) - largest);
    //% if graded
    store_gradient(origin, i, e);
    //% end
    sum += select(e, vec4f(0), vec4u(i) + vec4u(0, 1, 2, 3) == vec4u(place));
  }
  let others = sumOfAll((sum.x + sum.y) + (sum.z + sum.w), lane);
  let own = load_x(origin, place - place % 4u, lowest)[place % 4u] - largest;
  let e = exponential(vec4f(own)).x;
  if (first == 0u) { loss[row] = select(0.0, weight * (logOnePlus(others + (e - 1.0)) - own), counts); }
  //% if graded
  let share = weight * p.scale / (others + e);
  for (var i = first; i < p.size; i += rowStep) {
    let v = share * load_gradient(origin, i, 0.0);
    store_gradient(origin, i, select(v, vec4f(-share * others), vec4u(i) + vec4u(0, 1, 2, 3) == vec4u(place)));
  }
  //% end
}

// ln (1 + e), by 2 artanh (e / (2 + e)) where 1 + e would lose digits.
fn logOnePlus(e: f32) -> f32 {
  let s = e / (2.0 + e);
  let z = s * s;
  let series = 2.0 * s * (1.0 + z * (1.0 / 3.0 + z * (0.2 + z * (1.0 / 7.0 + z * (1.0 / 9.0 + z * (1.0 / 11.0))))));
  return orNaN(vec4f(e), vec4f(select(log(1.0 + e), series, e < 0.7))).x;
}
