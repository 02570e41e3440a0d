import { MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { QueryClientProvider } from "@tanstack/react-query";
import { useState } from "react";
import { createQueryClient } from "./client/query-client.ts";
import { Shell } from "./features/shell/shell.tsx";
import { theme } from "./ui/theme.ts";

/** The page: look, data and shell. Mantine injects no style of its own: `theme.css` holds the variables. */
export const App = () => {
  const [queryClient] = useState(createQueryClient);
  return (
    <MantineProvider theme={theme} forceColorScheme="dark" withCssVariables={false} withGlobalClasses={false}>
      <QueryClientProvider client={queryClient}>
        <Notifications position="bottom-left" limit={3} autoClose={5000} />
        <Shell />
      </QueryClientProvider>
    </MantineProvider>
  );
};
