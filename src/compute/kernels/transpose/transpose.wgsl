// Moves blocks of 4 × 4 numbers: 4 along the axis that is last in the output (`far` apart in the input), 4 along the axis that is last
// in the input (`apart` in the output). Where one axis is last in both, {{block}} is 1 and four numbers move as they lie.
// `quads` binds vec4f: a vector costs a software adapter hardly more than a number.
//% if quads > 0
@group(0) @binding(0) var<storage, read> a: array<vec4f>;
@group(0) @binding(1) var<storage, read_write> out: array<vec4f>;
//% else
@group(0) @binding(0) var<storage, read> a: array<f32>;
@group(0) @binding(1) var<storage, read_write> out: array<f32>;
//% end
struct Parameters {
  count: u32, aBase: u32, outBase: u32,
  rows: u32, far: u32, columns: u32, apart: u32,
  size0: u32, size1: u32, size2: u32, size3: u32,
  a0: u32, a1: u32, a2: u32, a3: u32, a4: u32,
  out0: u32, out1: u32, out2: u32, out3: u32, out4: u32,
}
@group(0) @binding(2) var<uniform> p: Parameters;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let pieces = (p.columns + 3u) / 4u;
  let down = (p.rows + {{block - 1}}u) / {{block}}u;
  let index = id.x + id.y * 4194240u;
  if (index >= p.count) { return; }
  let column = index % pieces * 4u;
  let row = index / pieces % down * {{block}}u;
  let i0 = index / pieces / down;
  let i1 = i0 / p.size0;
  let i2 = i1 / p.size1;
  let i3 = i2 / p.size2;
  let i4 = i3 / p.size3;
  let source = p.aBase + row * p.far + column
    + i0 % p.size0 * p.a0 + i1 % p.size1 * p.a1 + i2 % p.size2 * p.a2 + i3 % p.size3 * p.a3 + i4 * p.a4;
  let place = p.outBase + row + column * p.apart
    + i0 % p.size0 * p.out0 + i1 % p.size1 * p.out1 + i2 % p.size2 * p.out2 + i3 % p.size3 * p.out3 + i4 * p.out4;
//% if quads > 0
//% if block == 1
  out[place / 4u] = a[source / 4u];
//% else
  let x0 = a[source / 4u];
  let x1 = a[(source + p.far) / 4u];
  let x2 = a[(source + 2u * p.far) / 4u];
  let x3 = a[(source + 3u * p.far) / 4u];
  out[place / 4u] = vec4f(x0.x, x1.x, x2.x, x3.x);
  out[(place + p.apart) / 4u] = vec4f(x0.y, x1.y, x2.y, x3.y);
  out[(place + 2u * p.apart) / 4u] = vec4f(x0.z, x1.z, x2.z, x3.z);
  out[(place + 3u * p.apart) / 4u] = vec4f(x0.w, x1.w, x2.w, x3.w);
//% end
//% else
  for (var j = 0u; j < min(4u, p.columns - column); j++) {
    for (var i = 0u; i < min({{block}}u, p.rows - row); i++) {
      out[place + i + j * p.apart] = a[source + i * p.far + j];
    }
  }
//% end
}
