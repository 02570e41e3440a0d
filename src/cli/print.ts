/** Writes lines to standard output. Whoever reads it may stop reading (`| head`): that is no error. */
export const createPrinter = (stream: NodeJS.WriteStream): ((text: string) => Promise<boolean>) => {
  let open = true;
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    open = false;
  });
  return (text) =>
    new Promise((resolve) => {
      if (!open) return resolve(false);
      stream.write(`${text}\n`, (error) => resolve(!error));
    });
};
