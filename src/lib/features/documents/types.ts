interface Known {
  /** Endings under which it may come, in small letters. */
  endings: readonly string[];
  /** A picture of which a viewing copy can be drawn. */
  picture?: true;
}

/**
 * What can be handed in, by what its bytes say. Absent on purpose: SVG and HTML (they run), documents with macros, programs,
 * and archives that cannot be looked into.
 */
export const TYPES: Readonly<Record<string, Known>> = {
  'application/pdf': { endings: ['pdf'] },
  'image/jpeg': { endings: ['jpg', 'jpeg'], picture: true },
  'image/png': { endings: ['png'], picture: true },
  'image/webp': { endings: ['webp'], picture: true },
  'image/gif': { endings: ['gif'], picture: true },
  'image/tiff': { endings: ['tif', 'tiff'], picture: true },
  // Telephones; no viewing copy, because not every machine can draw it.
  'image/heic': { endings: ['heic', 'heif'] },
  'image/heif': { endings: ['heic', 'heif'] },
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': { endings: ['docx'] },
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': { endings: ['xlsx'] },
  'application/vnd.oasis.opendocument.text': { endings: ['odt'] },
  'application/vnd.oasis.opendocument.spreadsheet': { endings: ['ods'] },
  'application/rtf': { endings: ['rtf'] },
  'application/zip': { endings: ['zip'] },
  'text/plain': { endings: ['txt', 'csv'] },
  'audio/mpeg': { endings: ['mp3'] },
  'audio/x-m4a': { endings: ['m4a'] },
  'audio/mp4': { endings: ['m4a', 'mp4'] },
  'audio/ogg': { endings: ['ogg', 'oga', 'opus'] },
  'audio/wav': { endings: ['wav'] },
  'audio/amr': { endings: ['amr'] },
  'audio/aac': { endings: ['aac'] },
  'audio/flac': { endings: ['flac'] },
  'video/mp4': { endings: ['mp4', 'm4v', 'mov'] },
  'video/quicktime': { endings: ['mov'] },
  'video/webm': { endings: ['webm'] },
  'video/ogg': { endings: ['ogv'] },
  'video/3gpp': { endings: ['3gp'] },
  'video/matroska': { endings: ['mkv'] },
};

/** For the file chooser of a browser; what arrives is looked at by the server. */
export const ACCEPT = [...new Set(Object.values(TYPES).flatMap(({ endings }) => endings))]
  .map((ending) => `.${ending}`)
  .join(',');

export const isPicture = (type: string): boolean => TYPES[type]?.picture === true;
