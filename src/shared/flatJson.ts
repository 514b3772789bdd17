/** Documents of ours are nested some eight deep; what walks through a thousand levels leaves the stack. */
export const deepestJson = 200

const [quote, backslash] = ['"', '\\']

/** `JSON.parse` for texts of others. Errors: those of `JSON.parse`; a `RangeError` for brackets nested deeper than `deepestJson`. */
export function parseFlatJson(text: string): unknown {
  let [depth, inText] = [0, false]
  for (let at = 0; at < text.length; at++) {
    const c = text[at]
    if (inText) {
      if (c === backslash) at++
      else if (c === quote) inText = false
    } else if (c === quote) inText = true
    else if (c === '[' || c === '{') {
      if (++depth > deepestJson) throw new RangeError(`it is nested deeper than ${deepestJson} levels`)
    } else if (c === ']' || c === '}') depth--
  }
  return JSON.parse(text)
}
