const ORIENTATION = 0x0112

/** Which way up a picture is, from 1 to 8 (Exif 2.32, 4.6.4), as the block that a camera writes says; 1 when it says nothing. */
export const orientationOf = (block: Uint8Array): number => {
  const view = new DataView(block.buffer, block.byteOffset, block.byteLength)
  try {
    const isLittle = view.getUint16(0) === 0x4949
    const first = view.getUint32(4, isLittle)
    for (let left = view.getUint16(first, isLittle), at = first + 2; left > 0; left--, at += 12)
      if (view.getUint16(at, isLittle) === ORIENTATION) {
        const turned = view.getUint16(at + 8, isLittle)
        return turned >= 1 && turned <= 8 ? turned : 1
      }
  } catch {
    // It ends in the middle: it says nothing.
  }
  return 1
}
