// out[o, b, a] = table[o, which[b], a], bit for bit, 0 where there is no such row: o × count × inner numbers from o × rows × inner. Four a
// step, walked with carry. Variants: quads whether inner is whole quads; keep leaves out as it is where the row is in another piece of the table.
//% if quads
@group(0) @binding(0) var<storage, read> table: array<vec4u>;
//% else
@group(0) @binding(0) var<storage, read> table: array<u32>;
//% end
@group(0) @binding(1) var<storage, read> which: array<u32>;
@group(0) @binding(2) var<storage, read_write> out: array<vec4u>;
struct Parameters {
  quads: u32, lanes: u32, rows: u32, row0: u32,
  // Sizes of the axes a (in quads where they are whole) and b, and what a step of the loop is in their digits.
  inner: u32, count: u32, stepA: u32, stepB: u32, stepO: u32,
}
@group(0) @binding(3) var<uniform> p: Parameters;

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let first = (group.y * groups.x + group.x) * 64u + lane;
  //% if quads
  var rest = first;
  //% else
  var rest = 4u * first;
  //% end
  var a = rest % p.inner;
  rest /= p.inner;
  var b = rest % p.count;
  var o = rest / p.count;
  for (var q = first; q < p.quads; q += p.lanes) {
    //% if quads
    let row = which[b] - p.row0;
    let inside = row < p.rows;
    //% if keep
    if (inside) { out[q] = table[(o * p.rows + row) * p.inner + a]; }
    //% else
    out[q] = select(vec4u(0), table[(o * p.rows + min(row, p.rows - 1u)) * p.inner + a], inside);
    //% end
    //% else
    //% if keep
    var v = out[q];
    //% else
    var v = vec4u(0);
    //% end
    var i = a;
    var j = b;
    var k = o;
    //% for c in 0..4
    let row{{c}} = which[j] - p.row0;
    if (row{{c}} < p.rows) { v[{{c}}] = table[(k * p.rows + row{{c}}) * p.inner + i]; }
    i++;
    if (i == p.inner) {
      i = 0u;
      j++;
      if (j == p.count) {
        j = 0u;
        k++;
      }
    }
    //% end
    out[q] = v;
    //% end
    a += p.stepA;
    b += p.stepB;
    o += p.stepO;
    if (a >= p.inner) {
      a -= p.inner;
      b++;
    }
    if (b >= p.count) {
      b -= p.count;
      o++;
    }
  }
}
