// Softmax of rows of `size` numbers, from x to out (rows.ts). Variant log: ln softmax. Numbers behind the end of a row count as −∞; with
// `masked`, a row ends at its length, which `each` rows share, and what is behind it becomes 0.
struct Parameters { rows: u32, size: u32, row0: u32, each: u32 }
//% if masked
@group(0) @binding({{slot_lengths}}) var<storage, read> lengths: array<u32>;
//% end
@group(0) @binding({{last}}) var<uniform> p: Parameters;

const lowest = -0x1.fffffep127;

fn lengthOf(row: u32) -> u32 {
  //% if masked
  return min(lengths[(p.row0 + row) / p.each], p.size);
  //% else
  return p.size;
  //% end
}

fn within(v: vec4f, i: u32, length: u32, behind: f32) -> vec4f {
  //% if masked
  return select(vec4f(behind), v, vec4u(i) + vec4u(0, 1, 2, 3) < vec4u(length));
  //% else
  return v;
  //% end
}

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let row = rowOf(group.y * groups.x + group.x, lane);
  if (row >= p.rows) { return; }
  let origin = row * p.size;
  let length = lengthOf(row);
  let first = firstOf(lane);
  var top = vec4f(lowest);
  for (var i = first; i < length; i += rowStep) { top = max(top, within(load_x(origin, i, lowest), i, length, lowest)); }
  let largest = largestOfAll(max(max(top.x, top.y), max(top.z, top.w)), lane);
  var sum = vec4f();
  for (var i = first; i < p.size; i += rowStep) {
    let e = within(exponential(load_x(origin, i, lowest) - largest), i, length, 0.0);
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
  //% if masked
  let share = select(0.0, 1.0 / total, length > 0u);
  //% else
  let share = 1.0 / total;
  //% end
  for (var i = first; i < p.size; i += rowStep) { store_out(origin, i, share * load_out(origin, i, 0.0)); }
  //% end
}
