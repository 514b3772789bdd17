// out = activate(a·b + bias) with the function of ../activation.wgsl, or out + a·b before bias and activation where `add` is 1. One invocation makes a tile of
// {{rows}} × {{columns}} numbers, walking k from first to last. Row i of a at step k is a[aBase + i·aLine + k·aStep], column j of b
// b[bBase + j·bLine + k·bStep]; every transpose is a choice of these.
@group(0) @binding(0) var<storage, read> a: array<f32>;
@group(0) @binding(1) var<storage, read> b: array<f32>;
@group(0) @binding(2) var<storage, read> bias: array<f32>;
@group(0) @binding(3) var<storage, read_write> out: array<f32>;
struct Parameters {
  m: u32, n: u32, k: u32,
  aBase: u32, aLine: u32, aStep: u32, aBatch: u32,
  bBase: u32, bLine: u32, bStep: u32, bBatch: u32,
  outBase: u32, outLine: u32, outBatch: u32,
  add: u32, biased: u32, biasBase: u32,
}
@group(0) @binding(4) var<uniform> p: Parameters;

// Sums of one tile, row by row. An indexed array lives in memory, so it is filled only when the sums are done.
var<private> sums: array<vec4f, {{rows * columns / 4}}>;

fn store(row: u32, column: u32, batch: u32) {
  for (var i = 0u; i < min({{rows}}u, p.m - row); i++) {
    for (var q = 0u; q < {{columns / 4}}u; q++) {
      let first = column + 4u * q;
      if (first >= p.n) { break; }
      let count = min(4u, p.n - first);
      let at = p.outBase + batch * p.outBatch + (row + i) * p.outLine + first;
      var x = sums[i * {{columns / 4}}u + q];
      for (var j = 0u; j < count; j++) {
        if (p.add == 1u) { x[j] += out[at + j]; }
        if (p.biased == 1u) { x[j] += bias[p.biasBase + first + j]; }
      }
      x = activate(x);
      for (var j = 0u; j < count; j++) { out[at + j] = x[j]; }
    }
  }
}

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
//% for j in 0..columns
  var s{{i}}_{{j}} = 0.0;
//% end
//% end
  for (var k = 0u; k < p.k; k++) {
//% for j in 0..columns
    let y{{j}} = b[b{{j}}];
    b{{j}} += p.bStep;
//% end
//% for i in 0..rows
    let x{{i}} = a[a{{i}}];
    a{{i}} += p.aStep;
//% for j in 0..columns
    s{{i}}_{{j}} = fma(x{{i}}, y{{j}}, s{{i}}_{{j}});
//% end
//% end
  }
//% for i in 0..rows
//% for q in 0..columns / 4
  sums[{{i * (columns / 4) + q}}] = vec4f(s{{i}}_{{4 * q}}, s{{i}}_{{4 * q + 1}}, s{{i}}_{{4 * q + 2}}, s{{i}}_{{4 * q + 3}});
//% end
//% end
  store(row, column, id.z);
}
