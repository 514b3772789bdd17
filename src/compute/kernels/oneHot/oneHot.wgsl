// out[i, j] = 1 where j is label i, otherwise 0; four numbers a step, walked without dividing more than once.
@group(0) @binding(0) var<storage, read> labels: array<u32>;
@group(0) @binding(1) var<storage, read_write> out: array<vec4f>;
struct Parameters { count: u32, classes: u32, lanes: u32 }
@group(0) @binding(2) var<uniform> p: Parameters;

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let first = 4u * ((group.y * groups.x + group.x) * 64u + lane);
  var row = first / p.classes;
  var column = first % p.classes;
  let downBy = 4u * p.lanes / p.classes;
  let acrossBy = 4u * p.lanes % p.classes;
  for (var at = first; at < p.count; at += 4u * p.lanes) {
    var v = vec4f();
    var i = row;
    var j = column;
    //% for k in 0..4
    v[{{k}}] = select(0.0, 1.0, labels[i] == j);
    j++;
    if (j == p.classes) {
      j = 0u;
      i++;
    }
    //% end
    out[at / 4u] = v;
    row += downBy;
    column += acrossBy;
    if (column >= p.classes) {
      column -= p.classes;
      row++;
    }
  }
}
