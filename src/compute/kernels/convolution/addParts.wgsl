// Adds the parts of a sum, from first to last; `quads` numbers in quads a part.
@group(0) @binding(0) var<storage, read> parts: array<vec4f>;
@group(0) @binding(1) var<storage, read_write> out: array<vec4f>;
struct Parameters { quads: u32, count: u32, add: u32 }
@group(0) @binding(2) var<uniform> p: Parameters;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= p.quads) { return; }
  var sum = vec4f();
  for (var i = 0u; i < p.count; i++) { sum += parts[i * p.quads + id.x]; }
  if (p.add == 1u) { sum += out[id.x]; }
  out[id.x] = sum;
}
