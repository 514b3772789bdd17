// Two classes, one block of rows: scores s become residuals w · (σ(s) − y) in place. Per invocation: the loss Σ w · (log(1 + eˢ) − y·s)
// and the number of rows with weight on the wrong side of 0. Padding rows weigh 0.
@group(0) @binding(0) var<storage, read_write> scores: array<vec4f>;
@group(0) @binding(1) var<storage, read> labels: array<vec4u>;
@group(0) @binding(2) var<storage, read> weights: array<vec4f>;
@group(0) @binding(3) var<storage, read_write> partials: array<f32>;
struct Parameters { quads: u32, lanes: u32, first: u32, lossRow: u32 }
@group(0) @binding(4) var<uniform> p: Parameters;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  var loss = vec4f(0);
  var wrong = vec4f(0);
  for (var q = id.x; q < p.quads; q += groups.x * 64u) {
    let s = scores[q];
    let w = weights[q];
    let positive = labels[q] == vec4u(1);
    // The margin m is positive on the right side: the loss is log(1 + e⁻ᵐ), the residual ∓ σ(−m). Neither loses digits.
    let m = select(-s, s, positive);
    let e = exp(-abs(m));
    let tail = select(log(1.0 + e), e - 0.5 * e * e, e < vec4f(0.001));
    loss += w * (max(-m, vec4f(0)) + tail);
    wrong += select(vec4f(0), vec4f(1), (w > vec4f(0)) & !(m > vec4f(0)));
    let missed = w * select(vec4f(1), e, m > vec4f(0)) / (1.0 + e);
    scores[q] = select(missed, -missed, positive);
  }
  let at = p.lossRow * p.lanes + p.first + id.x;
  partials[at] = dot(loss, vec4f(1));
  partials[at + p.lanes] = dot(wrong, vec4f(1));
}
