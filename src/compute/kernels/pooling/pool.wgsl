// One number per window and channel: the largest with its place in the image (the first of equals), or the mean of what lies inside.
struct Places {
  images: u32, height: u32, width: u32, channels: u32, windowHeight: u32, windowWidth: u32,
  outHeight: u32, outWidth: u32, strideY: u32, strideX: u32, padY: u32, padX: u32,
  first: u32, count: u32
}
@group(0) @binding(0) var<storage, read> image: array<f32>;
@group(0) @binding(1) var<storage, read_write> out: array<f32>;
//% if largest > 0
@group(0) @binding(2) var<storage, read_write> places: array<u32>;
@group(0) @binding(3) var<uniform> p: Places;
//% else
@group(0) @binding(2) var<uniform> p: Places;
//% end

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let lanes = groups.x * 64u;
  for (var i = id.x; i < p.count; i += lanes) {
    let at = p.first + i;
    let channel = at % p.channels;
    let place = at / p.channels;
    let number = place / (p.outWidth * p.outHeight);
    // Rows and columns left of the image wrap round to huge numbers, which are outside as well.
    let top = place / p.outWidth % p.outHeight * p.strideY - p.padY;
    let left = place % p.outWidth * p.strideX - p.padX;
    var found = 0u;
    //% if largest > 0
    var best = 0.0;
    var bestAt = 0xffffffffu;
    //% else
    var sum = 0.0;
    //% end
    for (var dy = 0u; dy < p.windowHeight; dy++) {
      for (var dx = 0u; dx < p.windowWidth; dx++) {
        let y = top + dy;
        let x = left + dx;
        if (y >= p.height || x >= p.width) { continue; }
        let pixel = ((number * p.height + y) * p.width + x) * p.channels + channel;
        let value = image[pixel];
        //% if largest > 0
        if (found == 0u || value > best) {
          best = value;
          bestAt = pixel;
        }
        //% else
        sum += value;
        //% end
        found++;
      }
    }
    //% if largest > 0
    out[at] = best;
    places[at] = bestAt;
    //% else
    out[at] = sum / f32(max(found, 1u));
    //% end
  }
}
