"""Many at once and killed at any moment: nothing is lost, doubled, half or oversold (reliability.md X01 X02 X06 X10 X11).

    make test        short, well under two minutes          make stress      HENGKU_STRESS=long

    size        how much of everything, short or long, and the line each test prints
    host        a process with Django that forks clients, each a process with a connection of its own
    acts        what one client does, and the ways to break the product for a negative control
    shop        an installation as a shop runs it (`hengku up`), and clients that post to it over HTTP
    prepare     makes the company that shop works in

Each test prints one line for machines: ``X10 cases=… sold=… lost=0 seed=… seconds=…``. Each guarantee has a negative
control: the product broken on purpose, which must turn the same check red.
"""
