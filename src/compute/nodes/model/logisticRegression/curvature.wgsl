// out = w · pₖ · (1 − pₖ) for k = l, w · pₖ · pₗ otherwise: the row weights of block (k, l) of the Hessian, but for its sign.
@group(0) @binding(0) var<storage, read> probabilities: array<vec4f>;
@group(0) @binding(1) var<storage, read> weights: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> out: array<vec4f>;
struct Parameters { quads: u32, k: u32, l: u32 }
@group(0) @binding(3) var<uniform> p: Parameters;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  for (var q = id.x; q < p.quads; q += groups.x * 64u) {
    let mine = probabilities[p.k * p.quads + q];
    let other = probabilities[p.l * p.quads + q];
    out[q] = weights[q] * mine * select(other, 1.0 - mine, vec4<bool>(p.k == p.l));
  }
}
