// Product (op 5), smallest (6) and largest (7) number; see walk.wgsl.
@group(0) @binding({{slot_out}}) var<storage, read_write> out: array<Cell>;

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let task = taskOf(group, groups, lane);
  if (task.kept >= p.kept) { return; }
  //% if op == 5
  var a = vec4f(1);
  let other = vec4f(1);
  //% else
  var a = load(task, firstOf(task));
  //% if across == 0
  a = vec4f(a.x);
  //% end
  let other = a;
  //% end
  for (var i = task.start; i < task.end; i += task.step) {
    a = join(a, within(i, load(task, i), other));
  }
  //% if across * quads
  out[task.cell / 4u] = a;
  //% else
  //% if across
  for (var k = 0u; k < 4u && 4u * task.quad + k < p.inner; k++) { out[task.cell + k] = a[k]; }
  //% else
  a = join(a, a.yxwz);
  out[task.cell] = join(a, a.zwxy).x;
  //% end
  //% end
}

fn join(a: vec4f, b: vec4f) -> vec4f {
  //% if op == 5
  return a * b;
  //% end
  //% if op == 6
  return min(a, b);
  //% end
  //% if op == 7
  return max(a, b);
  //% end
}
