from careboard.cli import main

main()
