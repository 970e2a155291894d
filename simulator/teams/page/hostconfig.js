const FONT = "'Segoe UI Variable Text', 'Segoe UI', 'Selawik', 'Noto Sans', 'Liberation Sans', system-ui, sans-serif";

const colour = (strong, subtle) => ({ default: strong, subtle, highlightColors: { default: '#fff2ab', subtle: '#fff2ab' } });

const containerStyle = ({ text, backgrounds, borders }) => (name) => ({
  backgroundColor: backgrounds[name],
  borderColor: borders[name],
  foregroundColors: {
    default: colour(text.default, text.subtle),
    dark: colour('#242424', '#5c5c5c'),
    light: colour('#ffffff', '#d6d6d6'),
    accent: colour(text.accent, text.accent),
    good: colour(text.good, text.good),
    warning: colour(text.warning, text.warning),
    attention: colour(text.attention, text.attention),
  },
});

/** Measures in the manner of Teams, with the colours of one theme. */
export const hostConfig = (theme) => {
  const style = containerStyle(theme);
  const font = { fontFamily: FONT, fontSizes: { small: 12, default: 14, medium: 16, large: 18, extraLarge: 24 }, fontWeights: { lighter: 300, default: 400, bolder: 600 } };
  const label = { color: 'default', size: 'default', weight: 'default', isSubtle: false };
  return {
    supportsInteractivity: true,
    fontFamily: FONT,
    fontTypes: { default: font, monospace: { ...font, fontFamily: "'Cascadia Mono', 'Liberation Mono', monospace" } },
    lineHeights: { small: 16, default: 20, medium: 22, large: 24, extraLarge: 32 },
    spacing: { small: 4, default: 8, medium: 12, large: 16, extraLarge: 24, padding: 16 },
    separator: { lineThickness: 1, lineColor: theme.line },
    imageSizes: { small: 32, medium: 52, large: 100 },
    containerStyles: { default: style('default'), emphasis: style('emphasis'), accent: style('accent'), good: style('good'), warning: style('warning'), attention: style('attention') },
    inputs: {
      label: { inputSpacing: 'small', requiredInputs: { ...label, suffix: ' *', suffixColor: 'attention' }, optionalInputs: label },
      errorMessage: { color: 'attention', size: 'small', spacing: 'small', weight: 'default' },
    },
    actions: {
      maxActions: 6,
      spacing: 'medium',
      buttonSpacing: 8,
      showCard: { actionMode: 'inline', inlineTopMargin: 12, style: 'emphasis' },
      actionsOrientation: 'horizontal',
      actionAlignment: 'left',
      preExpandSingleShowCardAction: false,
    },
    adaptiveCard: { allowCustomStyle: false },
    imageSet: { imageSize: 'medium', maxImageHeight: 100 },
    factSet: { title: { weight: 'bolder', size: 'default', wrap: true, maxWidth: 170 }, value: { size: 'default', wrap: true }, spacing: 12 },
    textStyles: { heading: { size: 'large', weight: 'bolder', color: 'default', isSubtle: false }, columnHeader: { weight: 'bolder', size: 'default', color: 'default', isSubtle: false } },
    table: { cellSpacing: 8 },
  };
};
