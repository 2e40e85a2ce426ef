/** As the vault tells types apart by content. */
export const MEDIA_TYPES = {
  'application/pdf': 'PDF', 'application/ofd': 'OFD',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'Word',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'Excel',
  'image/png': 'PNG', 'image/jpeg': 'JPEG', 'image/webp': 'WebP', 'image/tiff': 'TIFF', 'text/plain': 'TXT/CSV',
} as const

/** A type as people call it. */
export const mediaTypeName = (type: string): string => (MEDIA_TYPES as Record<string, string>)[type] ?? type
