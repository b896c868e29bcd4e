/** Stands in for the native module @vscode/native-watchdog: ends this process when the one it belongs to is gone. */
exports.start = (pid) => {
  const check = setInterval(() => {
    try {
      process.kill(pid, 0);
    } catch {
      process.exit(87);
    }
  }, 2000);
  check.unref();
};
exports.exit = (code) => process.exit(code ?? 0);
