// Rows to panels of `width` rows, feature by feature: out[(panel · cols + j) · width + r]. Lanes and tiles of `pairs.wgsl` then read
// neighbouring numbers; rows beyond the last are zeros. One row an invocation.
@group(0) @binding(0) var<storage, read> x: array<f32>;
@group(0) @binding(1) var<storage, read_write> out: array<f32>;
struct Parameters { skip: u32, features: u32, cols: u32, rows: u32, padded: u32, width: u32 }
@group(0) @binding(2) var<uniform> p: Parameters;

// 0: numbers as they are. 1: rows of length 1, and one feature more that is 1 in rows of zeros alone: these are at right angles to all
// others and equal to each other. 2: 1 for numbers other than 0, and how many there are if there is a column for it.
override form: u32;

@compute @workgroup_size(32)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.x + id.y * groups.x * 32u;
  if (i >= p.padded) { return; }
  let start = p.skip + i * p.features;
  var place = (i / p.width) * p.cols * p.width + i % p.width;
  if (i >= p.rows) {
    for (var j = 0u; j < p.cols; j++) {
      out[place] = 0.0;
      place += p.width;
    }
    return;
  }
  var largest = 0.0;
  var length = 1.0;
  if (form == 1u) {
    for (var j = 0u; j < p.features; j++) { largest = max(largest, abs(x[start + j])); }
    if (largest > 0.0) {
      // Divided by the largest first: squares of what a row may hold overflow.
      var squares = 0.0;
      for (var j = 0u; j < p.features; j++) {
        let u = x[start + j] / largest;
        squares += u * u;
      }
      length = sqrt(squares);
    }
  }
  var count = 0.0;
  for (var j = 0u; j < p.features; j++) {
    var u = x[start + j];
    if (form == 1u && largest > 0.0) { u = u / largest / length; }
    if (form == 2u) {
      u = select(0.0, 1.0, u != 0.0);
      count += u;
    }
    out[place] = u;
    place += p.width;
  }
  if (form == 1u) { count = select(0.0, 1.0, largest == 0.0); }
  if (p.cols > p.features) { out[place] = count; }
}
