/** The fixtures that we deliberately do not reproduce, and why. */
export const notSupported: Record<string, Record<string, string>> = {
  'file-upload': { translated: 'The service is in English only: no data-i18n attributes.' },
  'password-input': { 'with translations': 'The service is in English only: no data-i18n attributes.' },
  label: { empty: 'Our label has words; the macro renders nothing without them.' },
}
