// Cuts the rows of every node that stand at places first … end − 1 into tasks of at most `rows` rows: tasks[2 t] = (place after `first`,
// rows), with the rows of unused tasks 0, and firstTask[node], after the last node the number of tasks. Nodes are few: one invocation.
@group(0) @binding(0) var<storage, read> nodes: array<vec2u>;
@group(0) @binding(1) var<storage, read_write> tasks: array<vec2u>;
@group(0) @binding(2) var<storage, read_write> firstTask: array<u32>;
struct Parameters { count: u32, rows: u32, most: u32, first: u32, end: u32 }
@group(0) @binding(3) var<uniform> p: Parameters;

@compute @workgroup_size(1)
fn main() {
  var task = 0u;
  for (var node = 0u; node < p.count; node++) {
    firstTask[node] = task;
    let range = nodes[node];
    let start = max(range.x, p.first) - p.first;
    let end = max(min(range.x + range.y, p.end), p.first) - p.first;
    for (var place = start; place < end && task < p.most; place += p.rows) {
      tasks[task] = vec2u(place, min(p.rows, end - place));
      task++;
    }
  }
  firstTask[p.count] = task;
  while (task < p.most) {
    tasks[task] = vec2u(0u);
    task++;
  }
}
