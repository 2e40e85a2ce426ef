/** How a second factor's secret is shown: in groups to type, as a picture to scan, as a file to keep. */

/** Four by four, as one reads it aloud. */
export const inFours = (secret: string): string => secret.match(/.{1,4}/gu)?.join(' ') ?? ''

/** The server's inline SVG as a picture: an image runs no script, whatever the SVG holds. */
export function pictureOf(svg: string): string {
  const named = svg.includes('xmlns=') ? svg : svg.replace('<svg', '<svg xmlns="http://www.w3.org/2000/svg"')
  return `data:image/svg+xml,${encodeURIComponent(named)}`
}

/** The recovery codes as a text file, under a line that says whose they are. */
export const fileOf = (head: string, codes: string[]): string => [head, '', ...codes, ''].join('\r\n')
