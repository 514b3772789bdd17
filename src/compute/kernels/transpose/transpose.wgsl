// Moves an array in pieces. Where its last axis stays the last, a piece is four numbers that lie side by side (block 1). Otherwise it is 4 × 4
// numbers, four along the axis that is last in the input (`columns`) and four along the one that is last in the output (`rows`): block 4.
// A workgroup takes a square of pieces, so that it uses whole cache lines on both sides. `quads` binds vec4u: a vector costs a
// software adapter hardly more than a number.
//% if quads > 0
@group(0) @binding(0) var<storage, read> a: array<vec4u>;
@group(0) @binding(1) var<storage, read_write> out: array<vec4u>;
//% else
@group(0) @binding(0) var<storage, read> a: array<u32>;
@group(0) @binding(1) var<storage, read_write> out: array<u32>;
//% end
struct Parameters {
  aBase: u32, outBase: u32,
  // Rows lie aRow apart in the input and outRow apart in the output, columns 1 and outColumn.
  rows: u32, aRow: u32, outRow: u32,
  columns: u32, outColumn: u32,
  // Pieces of a workgroup side by side, and workgroups side by side and one below the other.
  width: u32, across: u32, down: u32,
  // The other axes.
  count: u32, size0: u32, size1: u32, size2: u32,
  a0: u32, a1: u32, a2: u32, a3: u32,
  out0: u32, out1: u32, out2: u32, out3: u32,
}
@group(0) @binding(2) var<uniform> p: Parameters;

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) local: u32) {
  let tile = group.x + group.y * 65535u;
  let column = 4u * (tile % p.across * p.width + local % p.width);
  let row = {{block}}u * (tile / p.across % p.down * (64u / p.width) + local / p.width);
  let i0 = tile / p.across / p.down;
  if (i0 >= p.count || row >= p.rows || column >= p.columns) { return; }
  let i1 = i0 / p.size0;
  let i2 = i1 / p.size1;
  let i3 = i2 / p.size2;
  let source = p.aBase + row * p.aRow + column
    + i0 % p.size0 * p.a0 + i1 % p.size1 * p.a1 + i2 % p.size2 * p.a2 + i3 * p.a3;
  let place = p.outBase + row * p.outRow + column * p.outColumn
    + i0 % p.size0 * p.out0 + i1 % p.size1 * p.out1 + i2 % p.size2 * p.out2 + i3 * p.out3;
//% if quads > 0
//% if block == 1
  out[place / 4u] = a[source / 4u];
//% else
  let x0 = a[source / 4u];
  let x1 = a[(source + p.aRow) / 4u];
  let x2 = a[(source + 2u * p.aRow) / 4u];
  let x3 = a[(source + 3u * p.aRow) / 4u];
  out[place / 4u] = vec4u(x0.x, x1.x, x2.x, x3.x);
  out[(place + p.outColumn) / 4u] = vec4u(x0.y, x1.y, x2.y, x3.y);
  out[(place + 2u * p.outColumn) / 4u] = vec4u(x0.z, x1.z, x2.z, x3.z);
  out[(place + 3u * p.outColumn) / 4u] = vec4u(x0.w, x1.w, x2.w, x3.w);
//% end
//% else
  for (var j = 0u; j < min(4u, p.columns - column); j++) {
    for (var i = 0u; i < min({{block}}u, p.rows - row); i++) {
      out[place + i * p.outRow + j * p.outColumn] = a[source + i * p.aRow + j];
    }
  }
//% end
}
