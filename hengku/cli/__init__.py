"""Commands: `hengku up`, `hengku audit` … Each is a module with NAME, HELP, add_arguments and run."""
