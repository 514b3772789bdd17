// K classes, one block of rows: scores become residuals w · (softmax(s)ₖ − [y = k]) in place. Per invocation: the loss
// Σ w · (log Σₖ exp sₖ − s_y) and the number of rows with weight whose own class has not the one highest score. Padding rows weigh 0.
@group(0) @binding(0) var<storage, read_write> scores: array<vec4f>;
@group(0) @binding(1) var<storage, read> labels: array<vec4u>;
@group(0) @binding(2) var<storage, read> weights: array<vec4f>;
@group(0) @binding(3) var<storage, read_write> partials: array<f32>;
struct Parameters { quads: u32, lanes: u32, first: u32, lossRow: u32, outputs: u32 }
@group(0) @binding(4) var<uniform> p: Parameters;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  var loss = vec4f(0);
  var wrong = vec4f(0);
  for (var q = id.x; q < p.quads; q += groups.x * 64u) {
    let y = labels[q];
    let w = weights[q];
    var top = vec4f(-3.4e38);
    var own = vec4f(0);
    for (var k = 0u; k < p.outputs; k++) {
      let s = scores[k * p.quads + q];
      top = max(top, s);
      own = select(own, s, y == vec4u(k));
    }
    var sum = vec4f(0);
    var rivals = vec4f(-1);
    for (var k = 0u; k < p.outputs; k++) {
      let s = scores[k * p.quads + q];
      sum += exp(s - top);
      rivals += select(vec4f(0), vec4f(1), s >= own);
    }
    loss += w * (log(sum) + (top - own));
    wrong += select(vec4f(0), vec4f(1), (w > vec4f(0)) & (rivals > vec4f(0)));
    for (var k = 0u; k < p.outputs; k++) {
      let at = k * p.quads + q;
      scores[at] = w * (exp(scores[at] - top) / sum - select(vec4f(0), vec4f(1), y == vec4u(k)));
    }
  }
  let at = p.lossRow * p.lanes + p.first + id.x;
  partials[at] = dot(loss, vec4f(1));
  partials[at + p.lanes] = dot(wrong, vec4f(1));
}
