// The largest number under every window with its place in the image (the first of equals), or the mean of what lies inside. An invocation
// takes one window and up to {{steps}} channels, or quads of them (`quads`: they are a multiple of 4, and `channels` counts quads).
@group(0) @binding(0) var<storage, read> image: array<Number>;
@group(0) @binding(1) var<storage, read_write> out: array<Number>;
//% if largest > 0
@group(0) @binding(2) var<storage, read_write> places: array<Place>;
//% end

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let lanes = groups.x * 64u;
  let chunks = (p.channels + {{steps - 1}}u) / {{steps}}u;
  for (var i = id.x; i < p.count; i += lanes) {
    let place = (p.first + i) / chunks;
    let line = place / p.outWidth;
    let number = line / p.outHeight;
    // The window's pixels inside the image: rows top … bottom − 1, columns left … right − 1.
    let y = (line - number * p.outHeight) * p.strideY;
    let x = (place - line * p.outWidth) * p.strideX;
    let bottom = min(max(y + p.windowHeight, p.padY) - p.padY, p.height);
    let right = min(max(x + p.windowWidth, p.padX) - p.padX, p.width);
    let top = min(max(y, p.padY) - p.padY, bottom);
    let left = min(max(x, p.padX) - p.padX, right);
    let pixels = (bottom - top) * (right - left);
    let start = ((number * p.height + top) * p.width + left) * p.channels;
    let lowest = (p.first + i - place * chunks) * {{steps}}u;
    for (var c = lowest; c < min(lowest + {{steps}}u, p.channels); c++) {
      var row = start + c;
      //% if largest > 0
      var best = image[row];
      var bestAt = Place(row);
      //% else
      var sum = Number();
      //% end
      for (var v = top; v < bottom; v++) {
        var at = row;
        for (var h = left; h < right; h++) {
          let value = image[at];
          //% if largest > 0
          let more = value > best;
          best = select(best, value, more);
          bestAt = select(bestAt, Place(at), more);
          //% else
          sum += value;
          //% end
          at += p.channels;
        }
        row += p.width * p.channels;
      }
      let to = place * p.channels + c;
      //% if largest > 0
      out[to] = select(Number(), best, pixels > 0u);
      places[to] = select(Place(0xffffffffu), placeOf(bestAt), pixels > 0u);
      //% else
      out[to] = sum / f32(max(pixels, 1u));
      //% end
    }
  }
}
