// Softmax of rows of `size` numbers, from x to out (rows.ts). Variant log: ln softmax. Numbers behind the end of a row count as −∞.
struct Parameters { rows: u32, size: u32 }
@group(0) @binding({{last}}) var<uniform> p: Parameters;

const lowest = -0x1.fffffep127;

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let row = rowOf(group.y * groups.x + group.x, lane);
  if (row >= p.rows) { return; }
  let origin = row * p.size;
  let first = firstOf(lane);
  var top = vec4f(lowest);
  for (var i = first; i < p.size; i += rowStep) { top = max(top, load_x(origin, i, lowest)); }
  let largest = largestOfAll(max(max(top.x, top.y), max(top.z, top.w)), lane);
  var sum = vec4f();
  for (var i = first; i < p.size; i += rowStep) {
    let e = exponential(load_x(origin, i, lowest) - largest);
    //% if log == 0
    store_out(origin, i, e);
    //% end
    sum += e;
  }
  let total = sumOfAll((sum.x + sum.y) + (sum.z + sum.w), lane);
  //% if log
  let shift = orNaN(vec4f(total), vec4f(log(total))).x;
  for (var i = first; i < p.size; i += rowStep) { store_out(origin, i, (load_x(origin, i, 0.0) - largest) - shift); }
  //% else
  let share = 1.0 / total;
  for (var i = first; i < p.size; i += rowStep) { store_out(origin, i, share * load_out(origin, i, 0.0)); }
  //% end
}
