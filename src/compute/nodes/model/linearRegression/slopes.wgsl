// sums[j · stride + offset + lane] = Σ e u_j over the rows of this invocation: four columns a workgroup row. Column `cols`
// stands for the bias, whose codes are 1.
@group(0) @binding(0) var<storage, read> codes: array<vec4f>;
@group(0) @binding(1) var<storage, read> errors: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> sums: array<f32>;
struct Parameters { quads: u32, cols: u32, stride: u32, offset: u32 }
@group(0) @binding(3) var<uniform> p: Parameters;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let lanes = groups.x * 64u;
  // Columns beyond the bias are summed as the bias again; the same value is written to the same place.
  let j = min(vec4u(4u * group.y) + vec4u(0, 1, 2, 3), vec4u(p.cols));
  let at = min(j, vec4u(p.cols - 1u)) * p.quads;
  let bias = j == vec4u(p.cols);
  var s = vec4f(0);
  for (var q = id.x; q < p.quads; q += lanes) {
    let e = errors[q];
    let ones = dot(e, vec4f(1));
    s += select(
      vec4f(dot(e, codes[at.x + q]), dot(e, codes[at.y + q]), dot(e, codes[at.z + q]), dot(e, codes[at.w + q])),
      vec4f(ones), bias);
  }
  let to = p.offset + id.x;
  sums[j.x * p.stride + to] = s.x;
  sums[j.y * p.stride + to] = s.y;
  sums[j.z * p.stride + to] = s.z;
  sums[j.w * p.stride + to] = s.w;
}
