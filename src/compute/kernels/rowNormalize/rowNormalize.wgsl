// Divides every row by its length, in place: value = shift + scale · u, four rows an invocation. norm 0: root of the sum of
// squares, 1: sum of distances from 0, 2: largest distance from 0. Values are divided by the row's largest first, so that
// squares neither overflow nor vanish.
@group(0) @binding(0) var<storage, read> coding: array<vec2f>;
@group(0) @binding(1) var<storage, read_write> codes: array<vec4f>;
struct Parameters { rows: u32, quads: u32, cols: u32, norm: u32 }
@group(0) @binding(2) var<uniform> p: Parameters;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let lanes = groups.x * 64u;
  for (var q = id.x; q < p.quads; q += lanes) {
    var largest = vec4f(0);
    for (var j = 0u; j < p.cols; j++) {
      largest = max(largest, abs(coding[j].x + coding[j].y * codes[j * p.quads + q]));
    }
    let unit = select(vec4f(1), largest, largest > vec4f(0));
    var sum = vec4f(0);
    for (var j = 0u; j < p.cols; j++) {
      let x = abs(coding[j].x + coding[j].y * codes[j * p.quads + q]) / unit;
      sum += select(x, x * x, p.norm == 0u);
    }
    var length = select(sum, sqrt(sum), p.norm == 0u);
    if (p.norm == 2u) { length = vec4f(1); }
    length = select(vec4f(1), length, largest > vec4f(0));
    let inside = vec4u(4u * q) + vec4u(0, 1, 2, 3) < vec4u(p.rows);
    for (var j = 0u; j < p.cols; j++) {
      let x = (coding[j].x + coding[j].y * codes[j * p.quads + q]) / unit / length;
      codes[j * p.quads + q] = select(vec4f(0), x, inside);
    }
  }
}
