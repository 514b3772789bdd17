// For rows i of a block and chunks of other rows: out(chunk, i) = Σ_m √(Σ_j (u(i, j) − v(m, j))²) over the rows m of the chunk,
// all of one cluster. Four rows an invocation against four others a step; a chunk has at most 256 rows, so that single
// precision sums few terms, and the host adds the chunks in double precision.
@group(0) @binding(0) var<storage, read> codes: array<vec4f>;
@group(0) @binding(1) var<storage, read> others: array<vec4f>;
// First quad and number of rows of each chunk.
@group(0) @binding(2) var<storage, read> chunks: array<vec2u>;
@group(0) @binding(3) var<storage, read_write> out: array<vec4f>;
struct Parameters { quads: u32, firstQuad: u32, tileQuads: u32, otherQuads: u32, firstChunk: u32, chunkCount: u32, cols: u32 }
@group(0) @binding(4) var<uniform> p: Parameters;

@compute @workgroup_size(8, 8)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= p.tileQuads || id.y >= p.chunkCount) { return; }
  let q = p.firstQuad + id.x;
  let chunk = chunks[p.firstChunk + id.y];
  var total = vec4f(0);
  for (var r = 0u; r < chunk.y; r += 4u) {
    let m = chunk.x + r / 4u;
    var s0 = vec4f(0);
    var s1 = vec4f(0);
    var s2 = vec4f(0);
    var s3 = vec4f(0);
    for (var j = 0u; j < p.cols; j++) {
      let u = codes[j * p.quads + q];
      let v = others[j * p.otherQuads + m];
      let d0 = u - v.x;
      let d1 = u - v.y;
      let d2 = u - v.z;
      let d3 = u - v.w;
      s0 += d0 * d0;
      s1 += d1 * d1;
      s2 += d2 * d2;
      s3 += d3 * d3;
    }
    let inside = select(vec4f(0), vec4f(1), vec4u(r) + vec4u(0, 1, 2, 3) < vec4u(chunk.y));
    total += inside.x * sqrt(s0) + inside.y * sqrt(s1) + inside.z * sqrt(s2) + inside.w * sqrt(s3);
  }
  out[id.y * p.tileQuads + id.x] = total;
}
