import { createTheme } from "@mantine/core";

/** What cannot be said in `theme.css`: defaults of components. */
export const theme = createTheme({
  cursorType: "pointer",
  respectReducedMotion: true,
  components: {
    Button: { styles: { label: { fontWeight: 550 } } },
    Tooltip: { defaultProps: { openDelay: 400, withArrow: true, color: "dark.6", multiline: true, maw: "20rem" } },
    Modal: { defaultProps: { overlayProps: { backgroundOpacity: 0.7 }, transitionProps: { duration: 100 }, lockScroll: false } },
    Drawer: { defaultProps: { overlayProps: { backgroundOpacity: 0.5 }, transitionProps: { duration: 140 }, lockScroll: false } },
  },
});
