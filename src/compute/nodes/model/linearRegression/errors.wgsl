// One step's errors for a block of rows: e = bias + Σ θ_j u_j − y, times the row's weight; four rows an invocation and step.
// sums[losses + lane] = Σ w e² over the rows of this invocation. Column `cols` of the codes is the target, θ[cols] the bias.
@group(0) @binding(0) var<storage, read> codes: array<vec4f>;
@group(0) @binding(1) var<storage, read> weights: array<vec4f>;
@group(0) @binding(2) var<storage, read> theta: array<f32>;
@group(0) @binding(3) var<storage, read_write> errors: array<vec4f>;
@group(0) @binding(4) var<storage, read_write> sums: array<f32>;
struct Parameters { rows: u32, quads: u32, cols: u32, weighted: u32, losses: u32 }
@group(0) @binding(5) var<uniform> p: Parameters;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let lanes = groups.x * 64u;
  var loss = vec4f(0);
  for (var q = id.x; q < p.quads; q += lanes) {
    var e = vec4f(theta[p.cols]) - codes[p.cols * p.quads + q];
    for (var j = 0u; j < p.cols; j++) { e += theta[j] * codes[j * p.quads + q]; }
    let inside = vec4u(4u * q) + vec4u(0, 1, 2, 3) < vec4u(p.rows);
    var w = select(vec4f(0), vec4f(1), inside);
    if (p.weighted == 1u) { w *= weights[q]; }
    loss += w * e * e;
    errors[q] = w * e;
  }
  sums[p.losses + id.x] = loss.x + loss.y + loss.z + loss.w;
}
