/** Every colour is a CSS variable holding "R G B" channels (static/css/tokens.css): light and dark swap the variables,
 *  and `bg-accent/10` still works. */
const v = (name) => `rgb(var(--${name}) / <alpha-value>)`;
const tone = (name) => ({ DEFAULT: v(name), ink: v(`${name}-ink`), tint: v(`${name}-tint`), line: v(`${name}-line`) });

export default {
  content: ['./templates/**/*.html', './src/web/**/*.rs', './static/js/**/*.js'],
  // Names put together from data: stages by number, tones by word.
  safelist: [
    { pattern: /^(bg|text)-stage-[1-6]$/ },
    { pattern: /^(badge|callout)-(info|pos|warn|neg|accent)$/ },
    'btn-primary', 'btn-danger', 'mark-met', 'mark-part', 'mark-flag', 'bg-pos', 'bg-warn', 'bg-neg', 'bg-accent',
  ],
  darkMode: ['selector', '[data-theme="dark"]'],
  theme: {
    screens: { sm: '560px', md: '768px', lg: '1024px', xl: '1280px', '2xl': '1536px' },
    colors: {
      transparent: 'transparent', current: 'currentColor', white: '#fff', black: '#000',
      canvas: v('canvas'), surface: v('surface'), raised: v('raised'), sunken: v('sunken'),
      line: { DEFAULT: v('line'), strong: v('line-strong') }, control: v('control'),
      ink: { DEFAULT: v('ink'), 2: v('ink-2'), 3: v('ink-3') },
      accent: { ...tone('accent'), hover: v('accent-hover') },
      focus: v('focus'),
      pos: tone('pos'), warn: tone('warn'), neg: tone('neg'),
      mark: { met: v('mark-met'), part: v('mark-part'), flag: v('mark-flag'), hit: v('mark-hit') },
      stage: { 1: v('stage-1'), 2: v('stage-2'), 3: v('stage-3'), 4: v('stage-4'), 5: v('stage-5'), 6: v('stage-6') },
    },
    fontFamily: {
      sans: ['"Inter Variable"', 'ui-sans-serif', 'system-ui', '-apple-system', '"Segoe UI"', 'Roboto', 'Helvetica', 'Arial', 'sans-serif'],
      mono: ['ui-monospace', 'SFMono-Regular', 'Menlo', 'Consolas', '"Liberation Mono"', 'monospace'],
    },
    // In rem, so that text follows the browser's own size.
    fontSize: {
      xs: ['0.75rem', '1rem'],
      sm: ['0.8125rem', '1.125rem'],
      base: ['0.875rem', '1.25rem'],
      md: ['0.9375rem', '1.5rem'],
      lg: ['1rem', '1.5rem'],
      xl: ['1.125rem', '1.625rem', { letterSpacing: '-0.008em' }],
      '2xl': ['1.25rem', '1.75rem', { letterSpacing: '-0.014em' }],
      '3xl': ['1.5rem', '2rem', { letterSpacing: '-0.018em' }],
    },
    borderRadius: { none: '0', xs: '3px', sm: '4px', DEFAULT: '6px', md: '6px', lg: '8px', xl: '12px', full: '9999px' },
    boxShadow: { none: 'none', 1: 'var(--shadow-1)', 2: 'var(--shadow-2)', 3: 'var(--shadow-3)' },
    extend: {
      spacing: { 4.5: '1.125rem', 5.5: '1.375rem', 13: '3.25rem', 15: '3.75rem', 18: '4.5rem' },
      lineHeight: { 4.5: '1.125rem' },
      maxWidth: { page: '87.5rem', prose: '68ch' },
      transitionTimingFunction: { out: 'cubic-bezier(.2,.7,.3,1)' },
      transitionDuration: { fast: '90ms', base: '160ms', slow: '240ms' },
      zIndex: { sticky: '20', nav: '30', panel: '35', menu: '40', toast: '60' },
    },
  },
};
