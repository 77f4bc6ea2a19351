// Runs a program of WebAssembly: with WASI where it asks for it, else by its `main`, as a page would.
import { readFileSync } from "node:fs";
import { WASI } from "node:wasi";

const args = process.argv.slice(2);
const wasi = new WASI({ version: "preview1", args, env: process.env, preopens: { "/": "/" }, returnOnExit: true });
const module = await WebAssembly.compile(readFileSync(args[0]));
const imports = { wasi_snapshot_preview1: wasi.wasiImport, env: {} };
// Debian's libc for WASI has no functions of threads, not even such that fail: here a thread cannot
// be made, which is error 6, EAGAIN.
for (const { name } of WebAssembly.Module.imports(module)) {
  if (name.startsWith("pthread_")) imports.env[name] = () => (name === "pthread_create" ? 6 : 0);
}
const instance = await WebAssembly.instantiate(module, imports);
process.exitCode = "_start" in instance.exports ? wasi.start(instance) : instance.exports.main(0, 0);
