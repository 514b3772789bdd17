// Place of the smallest (op 8) or largest (op 9) number, of equal ones the first; see walk.wgsl. A partial is a number and its place.
//% if final == 0
@group(0) @binding({{slot_out}}) var<storage, read_write> out: array<Cell>;
//% end
@group(0) @binding({{slot_places}}) var<storage, read_write> places: array<Place>;
//% if first == 0
//% if quads
@group(0) @binding({{slot_y}}) var<storage, read> y: array<vec4u>;
//% else
@group(0) @binding({{slot_y}}) var<storage, read> y: array<u32>;
//% end
//% end

struct Found { number: vec4f, place: vec4u }

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let task = taskOf(group, groups, lane);
  if (task.kept >= p.kept) { return; }
  var a = Found(load(task, firstOf(task)), placeOf(task, firstOf(task)));
  //% if across == 0
  a = Found(vec4f(a.number.x), vec4u(a.place.x));
  //% end
  let other = a;
  for (var i = task.start; i < task.end; i += task.step) {
    var found = Found(load(task, i), placeOf(task, i));
    //% if whole == 0
    found = Found(select(other.number, found.number, inside(i)), select(other.place, found.place, inside(i)));
    //% end
    a = join(a, found);
  }
  //% if across * quads
  places[task.cell / 4u] = a.place;
  //% if final == 0
  out[task.cell / 4u] = a.number;
  //% end
  //% else
  //% if across
  for (var k = 0u; k < 4u && 4u * task.quad + k < p.inner; k++) {
    places[task.cell + k] = a.place[k];
    //% if final == 0
    out[task.cell + k] = a.number[k];
    //% end
  }
  //% else
  a = join(a, Found(a.number.yxwz, a.place.yxwz));
  a = join(a, Found(a.number.zwxy, a.place.zwxy));
  places[task.cell] = a.place.x;
  //% if final == 0
  out[task.cell] = a.number.x;
  //% end
  //% end
  //% end
}

fn join(a: Found, b: Found) -> Found {
  //% if op == 8
  let ahead = b.number < a.number;
  //% else
  let ahead = b.number > a.number;
  //% end
  let better = ahead | ((b.number == a.number) & (b.place < a.place));
  return Found(select(a.number, b.number, better), select(a.place, b.place, better));
}

// Places of the quad at i: counted in numbers of n in the first stage, read with the partials in later ones.
fn placeOf(task: Task, i: u32) -> vec4u {
  //% if first
  //% if across
  return vec4u(p.place0 + i);
  //% else
  return p.place0 + i + vec4u(0, 1, 2, 3);
  //% end
  //% else
  let at = task.origin + i * p.inner;
  //% if quads
  return y[at / 4u];
  //% else
  return vec4u(y[at], y[at + 1u], y[at + 2u], y[at + 3u]);
  //% end
  //% end
}
