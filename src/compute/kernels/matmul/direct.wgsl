// Product without packing or barriers, for small and narrow shapes: an invocation makes {{rows}} × {{columns}} numbers.
@group(0) @binding(0) var<storage, read> a: array<f32>;
@group(0) @binding(1) var<storage, read> b: array<f32>;
// An indexed array lives in memory, so it is filled only when the sums are done.
var<private> sums: array<vec4f, {{rows * columns / 4}}>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let across = (p.n + {{columns - 1}}u) / {{columns}}u;
  let row = id.x / across * {{rows}}u;
  let column = id.x % across * {{columns}}u;
  if (row >= p.m) { return; }
  // Lines beyond the last read the last again; what they give is not stored.
//% for i in 0..rows
  var a{{i}} = p.aBase + id.z * p.aBatch + min(row + {{i}}u, p.m - 1u) * p.aLine;
//% end
//% for j in 0..columns
  var b{{j}} = p.bBase + id.z * p.bBatch + min(column + {{j}}u, p.n - 1u) * p.bLine;
//% end
//% for i in 0..rows
//% for q in 0..columns / 4
  var s{{i}}_{{q}} = vec4f();
//% end
//% end
  let steps = stepsOf(id.z);
  for (var k = 0u; k < steps; k++) {
//% for q in 0..columns / 4
    let y{{q}} = vec4f(b[b{{4 * q}}], b[b{{4 * q + 1}}], b[b{{4 * q + 2}}], b[b{{4 * q + 3}}]);
//% end
//% for j in 0..columns
    b{{j}} += p.bStep;
//% end
//% for i in 0..rows
    let x{{i}} = vec4f(a[a{{i}}]);
    a{{i}} += p.aStep;
//% for q in 0..columns / 4
    s{{i}}_{{q}} = fma(x{{i}}, y{{q}}, s{{i}}_{{q}});
//% end
//% end
  }
//% for i in 0..rows
//% for q in 0..columns / 4
  sums[{{i * (columns / 4) + q}}] = s{{i}}_{{q}};
//% end
//% end
  for (var i = 0u; i < min({{rows}}u, p.m - row); i++) {
    for (var q = 0u; q < {{columns / 4}}u; q++) {
      store(id.z, row + i, column + 4u * q, sums[i * {{columns / 4}}u + q]);
    }
  }
}
